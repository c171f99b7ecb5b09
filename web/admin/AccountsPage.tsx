// Every account of the clinic as a table: inviting somebody, finding one, and what can be done with it.
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountRecord } from '../../contract/admin-accounts.ts';
import { roles } from '../../contract/endpoint.ts';
import type { Role } from '../../contract/endpoint.ts';
import { useMe } from '../api/hooks.ts';
import { useUnread } from '../conversation/queries.ts';
import { Button } from '../kit/Button.tsx';
import { Choice, Field } from '../kit/Field.tsx';
import { Page, useTitle } from '../kit/Page.tsx';
import { Empty, Loading, WentWrong } from '../kit/States.tsx';
import { When } from '../kit/When.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { useAccounts } from './accounts.ts';
import { NewAccount } from './NewAccount.tsx';
import styles from './CareLinksPage.module.css';

export function AccountsPage() {
  const { t } = useTranslation();
  useTitle(t('admin.accounts'), useUnread());
  const [role, setRole] = useState<Role | ''>('');
  const [query, setQuery] = useState('');
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccounts(
    role,
    useDeferredValue(query.trim()),
  );
  const accounts = data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('admin.accounts')} lead={t('admin.accountsAbout')} wide>
      <NewAccount />
      <div className={styles['filter']}>
        <Field label={t('admin.find')} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <Choice label={t('admin.role')} value={role} onChange={(event) => setRole(event.target.value as Role | '')}>
          <option value="">{t('admin.all')}</option>
          {roles.map((one) => (
            <option key={one} value={one}>
              {t(`admin.roles.${one}`)}
            </option>
          ))}
        </Choice>
      </div>
      {!accounts &&
        (error ? <WentWrong title={t('admin.accountsFailed')} retry={() => void refetch()} /> : <Loading rows={6} />)}
      {accounts?.length === 0 && <Empty title={t('admin.noAccounts')} />}
      {accounts && accounts.length > 0 && <Accounts accounts={accounts} />}
      {hasNextPage && (
        <div>
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('admin.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}

function Accounts({ accounts }: { accounts: AccountRecord[] }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    // What scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['scroll']} tabIndex={0} aria-label={t('admin.accounts')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('admin.name')}</th>
            <th scope="col">{t('admin.username')}</th>
            <th scope="col">{t('admin.role')}</th>
            <th scope="col">{t('admin.since')}</th>
            <th scope="col">
              <span className="unseen">{t('admin.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => {
            const gone = account.deactivatedAt !== null;
            return (
              <tr key={account.id}>
                <th scope="row">{account.displayName}</th>
                <td>{account.username}</td>
                <td>
                  <span className={styles['status']} data-status={gone ? 'ended' : 'active'}>
                    {gone ? t('admin.deactivated') : t(`admin.roles.${account.role}`)}
                  </span>
                  {!account.setUp && !gone && (
                    <span className={styles['status']} data-status="pending">
                      {t('admin.notSetUp')}
                    </span>
                  )}
                </td>
                <td>
                  <When at={account.deactivatedAt ?? account.createdAt} />
                </td>
                <td className={styles['actions']}>{account.id !== me.id && <AccountMenu account={account} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
