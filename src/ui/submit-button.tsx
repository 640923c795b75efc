import type { ComponentProps } from 'react';
import { Button } from './button.tsx';
import { useForm } from './form.tsx';

/** The button that sends the form around it; shows that it is on its way. */
export function SubmitButton({ kind = 'primary', ...rest }: ComponentProps<typeof Button>) {
  const { isSending } = useForm();
  return <Button type="submit" kind={kind} isBusy={isSending} {...rest} />;
}
