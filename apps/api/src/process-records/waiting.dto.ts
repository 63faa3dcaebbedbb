import { WAITING_REASONS, type WaitingReason } from '@app/process-records';
import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** Why the step of an active run does not run at this moment. */
@ApiSchema({ name: 'Waiting' })
export class WaitingDto {
  /** The task that waits. */
  @ApiProperty({ format: 'uuid' })
  taskId: string;

  @ApiProperty({ enum: WAITING_REASONS, enumName: 'WaitingReason' })
  reason: WaitingReason;

  /**
   * One sentence; moments in it are UTC.
   * @example 'All 4 slots are busy, 12 steps ahead.'
   */
  message: string;

  since: Date;

  /** When the wait ends by itself at the latest; null when it depends on others. */
  until: Date | null;

  /**
   * With `slots-busy`: steps that were due before this one; 10000 stands for that many or more.
   * @example 12
   */
  @ApiProperty({ type: 'integer' })
  ahead: number | null;

  /**
   * With `slots-busy`: commands that the living workers can run at once.
   * @example 4
   */
  @ApiProperty({ type: 'integer' })
  slots: number | null;

  /** With `lease-recovery`: false when no attempt is left, so that the task fails once its worker is given up. */
  runsAgain: boolean;
}
