import { Fragment } from 'react';

/** An e-mail address that breaks before its @ and its dots where it does not fit, and not inside a word. */
export function AddressText({ address }: { address: string }) {
  const parts = address.split(/(?=[@.])/);
  return parts.map((part, at) => {
    const before = parts.slice(0, at).join('');
    return (
      <Fragment key={before}>
        {before && <wbr />}
        {part}
      </Fragment>
    );
  });
}
