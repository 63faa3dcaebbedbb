import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../http/access.decorators';
import { ApiOnlyProblems } from '../http/api-problems.decorator';
import { SignInOptionsDto } from './open-id.dto';
import { OpenIdService } from './open-id.service';
import { OPEN_ID_PATH } from './open-id-rules';

// The two that lead browsers about are for them alone, and no part of the API's description.
@ApiTags('access')
@Controller()
export class OpenIdController {
  constructor(private readonly openId: OpenIdService) {}

  /** Says how people may sign in here. */
  @Get('api/sign-in/options')
  @Public()
  @ApiOkResponse({ type: SignInOptionsDto })
  @ApiOnlyProblems()
  getSignInOptions(): SignInOptionsDto {
    return this.openId.options();
  }

  /** Sends a browser to the OpenID Connect provider, or back to the sign-in page when that is away. */
  @Get(OPEN_ID_PATH)
  @Public()
  @ApiExcludeEndpoint()
  beginSignInWithProvider(@Query('to') to: unknown, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.openId.begin(to, request, response);
  }

  /** Takes a browser back from the provider and signs in whom that vouches for: the answer sets the cookie. */
  @Get(`${OPEN_ID_PATH}/callback`)
  @Public()
  @ApiExcludeEndpoint()
  signInWithProvider(@Req() request: Request, @Res() response: Response): Promise<void> {
    return this.openId.complete(request, response);
  }
}
