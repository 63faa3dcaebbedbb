import { type NamedSecret, SecretService } from '@app/secrets';
import { Injectable } from '@nestjs/common';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { ListedSecretDto, PutSecretResultDto, SecretDto } from './secret.dto';

/** Named secrets in the API's words. */
@Injectable()
export class SecretsService {
  constructor(private readonly secrets: SecretService) {}

  async list(): Promise<ListedSecretDto[]> {
    return (await this.secrets.list()).map((secret) => ({ ...toDto(secret), usedBy: [...secret.usedBy] }));
  }

  async put(name: string, value: string, user: string): Promise<PutSecretResultDto> {
    const { secret, created, warning } = await this.secrets.put(name, value, user);
    const message = created ? 'The secret was made.' : 'The secret has a new value.';
    return { success: true, message, warning, secret: toDto(secret) };
  }

  async delete(name: string): Promise<ActionResultDto> {
    await this.secrets.delete(name);
    return { success: true, message: `Secret '${name}' was deleted.` };
  }
}

function toDto({ name, createdAt, createdBy, updatedAt, updatedBy }: NamedSecret): SecretDto {
  return { name, createdAt, createdBy, updatedAt, updatedBy };
}
