import { SignInService, UserService } from '@app/access';
import { Injectable } from '@nestjs/common';
import type { Requester } from '../http/by.decorator';
import type { ActionResultDto } from '../process-records/process-record-action.dto';
import type { CreateUserDto, UpdateUserDto, UserActionDto, UserDto } from './access-user.dto';
import type { SignInDto } from './sign-in.dto';
import { toSignInDto } from './sign-in.mapper';

/** What the API does with users. */
@Injectable()
export class UsersService {
  constructor(
    private readonly users: UserService,
    private readonly signIns: SignInService,
  ) {}

  list(): Promise<UserDto[]> {
    return this.users.list();
  }

  get(id: string): Promise<UserDto> {
    return this.users.get(id);
  }

  async create(body: CreateUserDto, { principal, note }: Requester): Promise<UserActionDto> {
    const user = await this.users.create(body, principal, note);
    return { success: true, message: `Created user '${user.name}'.`, user };
  }

  async update(id: string, body: UpdateUserDto, { principal, note }: Requester): Promise<UserActionDto> {
    const user = await this.users.update(id, body, principal, note);
    return { success: true, message: `Changed user '${user.name}'.`, user };
  }

  async delete(id: string, { note }: Requester): Promise<ActionResultDto> {
    const { name } = await this.users.delete(id, note);
    return { success: true, message: `Deleted user '${name}'.` };
  }

  async listSignIns(id: string, { principal }: Requester): Promise<SignInDto[]> {
    const user = await this.users.get(id);
    return (await this.signIns.list(user.id)).map((signIn) => toSignInDto(signIn, principal));
  }

  async endSignIns(id: string, { note }: Requester): Promise<ActionResultDto> {
    const user = await this.users.get(id);
    const ended = await this.signIns.endAll(user.id, user.name, note);
    return { success: true, message: `Ended ${ended} ${ended === 1 ? 'sign-in' : 'sign-ins'} of '${user.name}'.` };
  }
}
