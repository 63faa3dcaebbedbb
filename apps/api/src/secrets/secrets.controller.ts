import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { CurrentUser } from '../http/current-user.decorator';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { ListedSecretDto, PutSecretResultDto, SecretValueDto } from './secret.dto';
import { SecretsService } from './secrets.service';

/** For administrators. There is no way to read a value. */
@ApiTags('secrets')
@Controller('api/secrets')
export class SecretsController {
  constructor(private readonly secrets: SecretsService) {}

  /** Lists the named secrets with the process types that use them, without their values. */
  @Get()
  @RequiresRole('administrator')
  @ApiOkResponse({ type: [ListedSecretDto] })
  @ApiProblems(403)
  listSecrets(): Promise<ListedSecretDto[]> {
    return this.secrets.list();
  }

  /** Makes a named secret, or gives it a new value, which commands get from the next attempt on. */
  @Put(':name')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: PutSecretResultDto })
  @ApiProblems(400, 403, 409, 413)
  updateSecret(
    @Param('name') name: string,
    @Body() { value }: SecretValueDto,
    @CurrentUser() user: string,
  ): Promise<PutSecretResultDto> {
    return this.secrets.put(name, value, user);
  }

  /** Deletes a named secret that no process type uses. */
  @Delete(':name')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(400, 403, 404, 409)
  deleteSecret(@Param('name') name: string): Promise<ActionResultDto> {
    return this.secrets.delete(name);
  }
}
