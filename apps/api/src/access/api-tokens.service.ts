import { type ApiToken, ApiTokenService, forbidden } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { Requester } from '../http/by.decorator';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { ApiTokenDto, ApiTokenQuery, CreateApiTokenDto, NewApiTokenDto } from './api-token.dto';

/** What the API does with tokens. */
@Injectable()
export class ApiTokensService {
  constructor(private readonly tokens: ApiTokenService) {}

  async list({ all = false, ...query }: ApiTokenQuery, { principal }: Requester): Promise<ApiTokenDto[]> {
    const userId = query.userId ?? principal.userId;
    const ofOthers = all || userId !== principal.userId;
    if (ofOthers && principal.role !== 'administrator')
      throw forbidden('Only administrators see the tokens of others.');
    return (await this.tokens.list(all ? null : userId)).map(toDto);
  }

  async create(body: CreateApiTokenDto, { principal, note }: Requester): Promise<NewApiTokenDto> {
    const input = { name: body.name, role: body.role, expiresAt: body.expiresAt ?? null };
    const { secret, token } = await this.tokens.create(input, principal, note);
    return { secret, token: toDto(token) };
  }

  async revoke(id: string, { principal, note }: Requester): Promise<ActionResultDto> {
    const { name } = await this.tokens.revoke(id, principal, note);
    return { success: true, message: `Revoked the token '${name}'.` };
  }
}

function toDto({ userId: _, ...token }: ApiToken): ApiTokenDto {
  return token;
}
