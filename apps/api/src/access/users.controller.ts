import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RequiresRole } from '../http/access.decorators';
import { ApiProblems } from '../http/api-problems.decorator';
import { By, type Requester } from '../http/by.decorator';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { CreateUserDto, UpdateUserDto, UserActionDto, UserDto } from './access-user.dto';
import { SignInDto } from './sign-in.dto';
import { UsersService } from './users.service';

@ApiTags('access')
@Controller('api/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  /** Lists all users by name. */
  @Get()
  @RequiresRole('administrator')
  @ApiOkResponse({ type: [UserDto] })
  @ApiProblems(403)
  listUsers(): Promise<UserDto[]> {
    return this.users.list();
  }

  /** Creates a user. */
  @Post()
  @RequiresRole('administrator')
  @ApiCreatedResponse({ type: UserActionDto })
  @ApiProblems(400, 403, 409, 413, 415, 429)
  createUser(@Body() body: CreateUserDto, @By() by: Requester): Promise<UserActionDto> {
    return this.users.create(body, by);
  }

  /** Gives one user. */
  @Get(':id')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(403, 404)
  getUser(@Param('id') id: string): Promise<UserDto> {
    return this.users.get(id);
  }

  /**
   * Changes a user's role or password, disables or enables. Disabling and a new password end the user's sign-ins at
   * once. Refused for the last administrator who is not disabled.
   */
  @Put(':id')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: UserActionDto })
  @ApiProblems(400, 403, 404, 409, 413, 415, 429)
  updateUser(@Param('id') id: string, @Body() body: UpdateUserDto, @By() by: Requester): Promise<UserActionDto> {
    return this.users.update(id, body, by);
  }

  /** Deletes a user with sign-ins and tokens. Refused for the last administrator who is not disabled. */
  @Delete(':id')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404, 409)
  deleteUser(@Param('id') id: string, @By() by: Requester): Promise<ActionResultDto> {
    return this.users.delete(id, by);
  }

  /** Lists the sign-ins of a user that hold, the last seen first. */
  @Get(':id/sign-ins')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: [SignInDto] })
  @ApiProblems(403, 404)
  listSignInsOfUser(@Param('id') id: string, @By() by: Requester): Promise<SignInDto[]> {
    return this.users.listSignIns(id, by);
  }

  /** Ends all sign-ins of a user. */
  @Delete(':id/sign-ins')
  @RequiresRole('administrator')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404)
  revokeSignInsOfUser(@Param('id') id: string, @By() by: Requester): Promise<ActionResultDto> {
    return this.users.endSignIns(id, by);
  }
}
