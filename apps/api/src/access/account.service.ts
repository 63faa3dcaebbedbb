import { AccessRefusal, forbidden, SignInService, UserService } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { auditedRequest } from '../http/audited-request';
import { noteOf, type Requester } from '../http/by.decorator';
import { addressOf } from '../http/requester';
import { clearSignInCookie, setSignInCookie } from '../http/sign-in-cookie';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { AccountDto, ChangePasswordDto, SignInDto, SignInInputDto } from './sign-in.dto';
import { toAccountDto, toSignInDto } from './sign-in.mapper';

/** What the API does with the account of whoever sends the request. */
@Injectable()
export class AccountService {
  constructor(
    private readonly signIns: SignInService,
    private readonly users: UserService,
  ) {}

  async signIn({ name, password }: SignInInputDto, request: Request, response: Response): Promise<AccountDto> {
    const given = { name, password, address: addressOf(request) };
    const userAgent = request.header('user-agent') ?? null;
    try {
      const made = await this.signIns.signIn(given, userAgent, (principal) => noteOf(request, principal));
      setSignInCookie(request, response, made.secret, made.limitMs);
      return toAccountDto(made.principal);
    } catch (error) {
      auditedRequest(request)?.passwordFailed(error instanceof AccessRefusal ? error.user : null);
      throw error;
    }
  }

  /** Without a sign-in, as with a token, there is nothing to end. */
  async signOut({ principal, note }: Requester, request: Request, response: Response): Promise<ActionResultDto> {
    if (principal.via === 'sign-in' && principal.credentialId !== null)
      await this.signIns.end(principal.userId, principal.credentialId, note);
    clearSignInCookie(request, response);
    return { success: true, message: 'Signed out.' };
  }

  describe({ principal }: Requester): AccountDto {
    return toAccountDto(principal);
  }

  async changePassword(body: ChangePasswordDto, { principal, address, note }: Requester): Promise<ActionResultDto> {
    if (principal.via === 'token') throw forbidden('A token cannot change the password: sign in with it.');
    const change = { current: body.currentPassword, next: body.newPassword, address };
    await this.users.changePassword(principal, change, note);
    return { success: true, message: 'Changed the password and ended the other sign-ins.' };
  }

  async listSignIns({ principal }: Requester): Promise<SignInDto[]> {
    return (await this.signIns.list(principal.userId)).map((signIn) => toSignInDto(signIn, principal));
  }

  async endSignIn(id: string, { principal, note }: Requester): Promise<ActionResultDto> {
    await this.signIns.end(principal.userId, id, note);
    return { success: true, message: 'Ended the sign-in.' };
  }
}
