import { Link } from 'react-router';
import { writeConditions } from '#features/lists/filter/condition.ts';
import css from './contact.module.css';

/** A contact's tags, each leading to whoever has it too. */
export function ContactTags({ tags }: { tags: readonly string[] }) {
  return (
    <ul className={css.tags}>
      {tags.map((tag) => {
        const where = writeConditions([[{ field: 'tags', operator: 'is', values: [tag] }]]);
        return (
          <li key={tag}>
            <Link to={`/contacts?${new URLSearchParams(where.map((text) => ['where', text]))}`}>{tag}</Link>
          </li>
        );
      })}
    </ul>
  );
}
