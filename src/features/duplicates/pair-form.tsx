import { Form } from '#ui/form.tsx';
import { SubmitButton } from '#ui/submit-button.tsx';

interface PairFormProps {
  intent: 'dismiss' | 'forget';
  pair: { contact_id: number; other_contact_id: number; one: string; other: string };
  label: string;
  /** For screen readers, who hear one button of many. */
  told?: string;
  icon?: 'undo';
}

/** Tells a pair apart, or takes it back: one button. */
export function PairForm({ intent, pair, label, told, icon }: PairFormProps) {
  return (
    <Form intent={intent} layout="bare">
      {Object.entries(pair).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton kind="quiet" size="small" {...(told && { 'aria-label': told })} {...(icon && { icon })}>
        {label}
      </SubmitButton>
    </Form>
  );
}
