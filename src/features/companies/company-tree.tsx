import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { Card } from '#ui/card.tsx';
import { Icon } from '#ui/icon.tsx';
import css from './company-tree.module.css';
import type { CompanyTree as Tree, TreeCompany } from './list-company-tree.ts';

/** The tree around a company: what stands above it, and all below it, to unfold. Works without script; arrow keys walk through it. */
export function CompanyTree({ tree, moveTo }: { tree: Tree; moveTo: string | null }) {
  const t = useTranslations('companies');
  const children = Map.groupBy(tree.below, ({ parent_company_id }) => parent_company_id);
  return (
    <Card title={t('tree')} actions={moveTo && <Link to={moveTo}>{t('move.open')}</Link>}>
      {tree.path.length === 1 && tree.below.length === 0 && <p>{t('tree_alone')}</p>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys are a second way through; each entry takes the focus itself */}
      <div onKeyDown={walk}>
        <ul className={css.tree}>
          <Above path={tree.path} childrenOf={children} />
        </ul>
      </div>
      {tree.has_more && <p>{t('tree_more', { count: tree.below.length })}</p>}
    </Card>
  );
}

type ChildrenOf = ReadonlyMap<number | null, TreeCompany[]>;

function Above({ path, childrenOf }: { path: readonly TreeCompany[]; childrenOf: ChildrenOf }) {
  const [top, ...rest] = path;
  if (!top) return null;
  const isCurrent = rest.length === 0;
  const children = isCurrent ? (childrenOf.get(top.id) ?? []) : [];
  return (
    <li data-current={isCurrent ? '' : undefined}>
      <Row company={top} isCurrent={isCurrent} />
      {(rest.length > 0 || children.length > 0) && (
        <ul>
          {isCurrent ? (
            children.map((child) => <Below key={child.id} company={child} childrenOf={childrenOf} />)
          ) : (
            <Above path={rest} childrenOf={childrenOf} />
          )}
        </ul>
      )}
    </li>
  );
}

function Below({ company, childrenOf }: { company: TreeCompany; childrenOf: ChildrenOf }) {
  const t = useTranslations('companies');
  const children = childrenOf.get(company.id) ?? [];
  return (
    <li>
      <Row company={company} />
      {children.length > 0 && (
        <details>
          <summary aria-label={t('tree_unfold', { name: company.name })}>
            <Icon name="chevronRight" size={12} />
          </summary>
          <ul>
            {children.map((child) => (
              <Below key={child.id} company={child} childrenOf={childrenOf} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Row({ company, isCurrent = false }: { company: TreeCompany; isCurrent?: boolean }) {
  const t = useTranslations('companies');
  const { id, name, contacts_count, children_count } = company;
  return (
    <div className={css.row}>
      {isCurrent ? <strong aria-current="page">{name}</strong> : <Link to={`/companies/${id}`}>{name}</Link>}
      <span className={css.count}>
        {t('tree_counts', { contacts: Math.min(contacts_count, 1_000), companies: children_count })}
      </span>
    </div>
  );
}

/** Up and down go from company to company, right unfolds the one that has the focus, left folds it up. */
function walk(event: KeyboardEvent<HTMLDivElement>) {
  const from = (event.target as HTMLElement).closest('a, summary');
  if (!from) return;
  const seen = [...event.currentTarget.querySelectorAll<HTMLElement>('a')].filter((link) => link.checkVisibility());
  const link = from.closest('li')!.querySelector<HTMLElement>('a');
  const details = from.closest('li')!.querySelector<HTMLDetailsElement>(':scope > details');
  const at = link ? seen.indexOf(link) : -1;
  if (event.key === 'ArrowDown') seen[at + 1]?.focus();
  else if (event.key === 'ArrowUp') seen[at - 1]?.focus();
  else if (event.key === 'ArrowRight' && details) details.open = true;
  else if (event.key === 'ArrowLeft' && details) details.open = false;
  else return;
  event.preventDefault();
}
