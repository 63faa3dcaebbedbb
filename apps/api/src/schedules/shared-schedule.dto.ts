import { ApiProperty } from '@nestjs/swagger';

/** A schedule that several records may have. */
export class SharedScheduleDto {
  /** @example '0 9 * * *' */
  schedule: string;

  /** Null is UTC. */
  timeZone: string | null;

  /** Each fire is put off by its own part of this. */
  @ApiProperty({ type: 'integer', example: 0 })
  jitterSeconds: number;
}
