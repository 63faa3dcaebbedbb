import type { Principal, SignIn } from '@app/access';
import type { AccountDto, SignInDto } from './sign-in.dto';

export function toSignInDto({ userId: _, ...signIn }: SignIn, by: Principal): SignInDto {
  return { ...signIn, isThisOne: signIn.id === by.credentialId };
}

export function toAccountDto({ userId, userName, role, via, tokenName }: Principal): AccountDto {
  return { userId, name: userName, role, via, tokenName };
}
