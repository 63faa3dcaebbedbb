import { useQuery } from '@tanstack/react-query';
import { accountQuery } from '../../features/account/api/get-account';
import { NewToken } from '../../features/account/components/new-token';
import { OwnSignIns } from '../../features/account/components/own-sign-ins';
import { PasswordForm } from '../../features/account/components/password-form';
import { TokenList } from '../../features/account/components/token-list';
import { ROLE_WORDS } from '../../features/account/permissions';
import { ErrorNotice } from '../../shared/feedback/error-notice';
import page from './page.module.css';

export function AccountPage() {
  const { data: account, error, refetch } = useQuery(accountQuery);
  const isToken = account?.via === 'token';
  return (
    <div className={page.page}>
      <title>Your account · Process Orchestrator</title>
      <h1 className={page.title}>Your account</h1>
      {error && account === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      <p className={page.hint}>
        {account ? (
          <>
            <strong>{account.name}</strong>. {ROLE_WORDS[account.role]}.
          </>
        ) : (
          ' '
        )}
      </p>
      <section className={page.section} aria-labelledby="sign-ins-title">
        <h2 id="sign-ins-title">Where you are signed in</h2>
        <OwnSignIns />
      </section>
      <section className={page.section} aria-labelledby="tokens-title">
        <h2 id="tokens-title">API tokens</h2>
        <p className={page.hint}>
          For programs that use the API in your name; each can do what its role may, at most what yours may.
        </p>
        {account && !isToken && <NewToken ownRole={account.role} />}
        <TokenList label="Your tokens" />
      </section>
      {account && !isToken && (
        <section className={page.section} aria-labelledby="password-title">
          <h2 id="password-title">Password</h2>
          <PasswordForm name={account.name} />
        </section>
      )}
    </div>
  );
}
