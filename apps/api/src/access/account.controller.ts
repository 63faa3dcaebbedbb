import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public, RequiresRole } from '../http/access.decorators';
import { ApiOnlyProblems, ApiProblems } from '../http/api-problems.decorator';
import { By, type Requester } from '../http/by.decorator';
import { ActionResultDto } from '../process-records/process-record-action.dto';
import { AccountService } from './account.service';
import { AccountDto, ChangePasswordDto, SignInDto, SignInInputDto } from './sign-in.dto';

@ApiTags('access')
@Controller('api')
export class AccountController {
  constructor(private readonly account: AccountService) {}

  /** Signs in with name and password: the answer sets the cookie that says who sends later requests. */
  @Post('sign-in')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ type: AccountDto })
  @ApiOnlyProblems(400, 401, 403, 413, 415, 429, 503)
  signIn(
    @Body() body: SignInInputDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AccountDto> {
    return this.account.signIn(body, request, response);
  }

  /** Ends the sign-in that the request is sent with, and takes the cookie back. */
  @Post('sign-out')
  @RequiresRole('viewer')
  @HttpCode(200)
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403)
  signOut(
    @By() by: Requester,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ActionResultDto> {
    return this.account.signOut(by, request, response);
  }

  /** Says who sends the request, and what they may do. */
  @Get('me')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: AccountDto })
  @ApiProblems()
  getAccount(@By() by: Requester): AccountDto {
    return this.account.describe(by);
  }

  /** Changes the own password and ends the other own sign-ins. A token cannot do it. */
  @Put('me/password')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(400, 403, 413, 415, 429)
  changePassword(@Body() body: ChangePasswordDto, @By() by: Requester): Promise<ActionResultDto> {
    return this.account.changePassword(body, by);
  }

  /** Lists the own sign-ins that hold, the last seen first. */
  @Get('me/sign-ins')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: [SignInDto] })
  @ApiProblems()
  listOwnSignIns(@By() by: Requester): Promise<SignInDto[]> {
    return this.account.listSignIns(by);
  }

  /** Ends one of the own sign-ins. */
  @Delete('me/sign-ins/:id')
  @RequiresRole('viewer')
  @ApiOkResponse({ type: ActionResultDto })
  @ApiProblems(403, 404)
  revokeOwnSignIn(@Param('id') id: string, @By() by: Requester): Promise<ActionResultDto> {
    return this.account.endSignIn(id, by);
  }
}
