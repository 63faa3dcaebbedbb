import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { By, type Requester } from '../http/by.decorator';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { ApiTokenDto, ApiTokenQuery, CreateApiTokenDto, NewApiTokenDto } from './api-token.dto';
import { ApiTokensService } from './api-tokens.service';

@ApiTags('access')
@Controller('api/tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  /** Lists the own tokens, those of a user, or those of all users. */
  @Get()
  @RequiresRole('viewer')
  @ApiOkResponse({ type: [ApiTokenDto] })
  @ApiProblems(400, 403)
  listApiTokens(@Query() query: ApiTokenQuery, @By() by: Requester): Promise<ApiTokenDto[]> {
    return this.tokens.list(query, by);
  }

  /** Makes a token for programs. Its secret is in this answer only. A token cannot make tokens. */
  @Post()
  @RequiresRole('viewer')
  @ApiCreatedResponse({ type: NewApiTokenDto })
  @ApiProblems(400, 403, 409, 413, 415)
  createApiToken(@Body() body: CreateApiTokenDto, @By() by: Requester): Promise<NewApiTokenDto> {
    return this.tokens.create(body, by);
  }

  /** Ends a token: an own one, or as an administrator any. */
  @Delete(':id')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404)
  revokeApiToken(@Param('id') id: string, @By() by: Requester): Promise<ActionResultDto> {
    return this.tokens.revoke(id, by);
  }
}
