import { AttentionRepository } from '@app/process-records';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { AttentionDto, AttentionQuery } from './attention.dto';

@ApiTags('dashboard')
@Controller('api/attention')
export class AttentionController {
  constructor(private readonly attention: AttentionRepository) {}

  /** Gives what somebody should look at: what does not get on, the most urgent first, then what failed last. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: AttentionDto, isArray: true })
  @ApiProblems(400)
  listAttention(@Query() { limit }: AttentionQuery): Promise<AttentionDto[]> {
    return this.attention.list(limit);
  }
}
