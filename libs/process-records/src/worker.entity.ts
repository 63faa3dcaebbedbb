import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('worker')
export class WorkerInstance {
  @PrimaryColumn('varchar', { length: 50 })
  id: string;

  @Column('varchar', { length: 255 })
  host: string;

  @Column('integer')
  pid: number;

  @Column('integer')
  concurrency: number;

  @Column('varchar', { length: 30 })
  isolation: string;

  @Column('varchar', { length: 50, nullable: true })
  version: string | null;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'last_heartbeat_at' })
  lastHeartbeatAt: Date;

  @Column('boolean')
  draining: boolean;

  @Column('text', { nullable: true })
  degraded: string | null;

  @Column('timestamptz', { name: 'stopped_at', nullable: true })
  stoppedAt: Date | null;
}
