import { useTranslations } from 'use-intl';
import { ProviderMark } from '#features/sign-in-providers/provider-mark.tsx';
import { useProviderName } from '#features/sign-in-providers/use-provider-name.ts';
import { Button } from '#ui/button.tsx';
import { Card } from '#ui/card.tsx';
import { Form } from '#ui/form.tsx';
import { FormActions } from '#ui/form-actions.tsx';
import { Moment } from '#ui/moment.tsx';
import { Notice } from '#ui/notice.tsx';
import { SelectField } from '#ui/select-field.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';
import { TextField } from '#ui/text-field.tsx';
import type { LinkNews } from './link-news.ts';
import type { OwnLinks } from './list-own-links.ts';
import css from './own-links.module.css';

type Props = OwnLinks & {
  news: LinkNews | null;
  /** The page on which he proves once more who he is. */
  confirm: string;
};

/** By which providers somebody comes in, and the form to add one; for customers and agents alike. */
export function OwnLinksView({ links, others, has_password, news, confirm }: Props) {
  const t = useTranslations('sign_in_providers.own');
  const proof = useTranslations('passkeys.proof');
  const nameOf = useProviderName();
  return (
    <>
      {news && (
        <Notice tone={news === 'linked' || news === 'removed' ? 'success' : 'warning'} isNews>
          {t(`news.${news}`)}
        </Notice>
      )}
      <Card title={t('linked')}>
        {links.length === 0 ? (
          <p>{t('none')}</p>
        ) : (
          <Form
            intent="remove"
            layout="bare"
            advice={({ code }) => code === 'sessions.not_fresh' && <a href={confirm}>{proof('title')}</a>}
          >
            <ul className={css.list}>
              {links.map((link) => (
                <li key={link.id}>
                  <ProviderMark kind={link.kind} />
                  <div>
                    <strong>{nameOf(link)}</strong>
                    <span className={css.facts}>
                      {link.email && <span>{link.email}</span>}
                      {link.last_used_at && (
                        <span>
                          {t('last_used')} <Moment at={link.last_used_at} />
                        </span>
                      )}
                    </span>
                  </div>
                  <Button
                    name="link"
                    value={link.id}
                    size="small"
                    aria-label={t('remove_named', { name: nameOf(link) })}
                  >
                    {t('remove')}
                  </Button>
                </li>
              ))}
            </ul>
          </Form>
        )}
      </Card>
      {others.length > 0 && (
        <Card title={t('add')}>
          <p>{t(has_password ? 'add_hint' : 'add_hint_without_password')}</p>
          <Form intent="link" labels={{ password: t('password') }} reloadDocument>
            <SelectField
              name="provider"
              label={t('provider')}
              defaultValue={String(others[0]!.id)}
              choices={others.map((way) => ({ value: String(way.id), label: nameOf(way) }))}
            />
            {has_password && (
              <TextField
                name="password"
                type="password"
                label={t('password')}
                autoComplete="current-password"
                isRequired
              />
            )}
            <FormActions>
              <SubmitButton>{t('go')}</SubmitButton>
            </FormActions>
          </Form>
        </Card>
      )}
    </>
  );
}
