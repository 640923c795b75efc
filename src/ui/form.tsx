import { createContext, type ReactNode, useContext } from 'react';
import { type Fetcher, type FormProps, Form as RouterForm, useActionData, useNavigation } from 'react-router';
import css from './form.module.css';
import { FormErrors } from './form-errors.tsx';

/** What comes back to a form whose action ended in a Failure; written by `platform/http/answer-failures.ts`. */
export interface FormFailure {
  intent: string | null;
  code: string;
  sentence: string;
  problems: { field: string; sentence: string }[];
  existing: Record<string, number>;
  typed: Record<string, string[]>;
}

interface FormState {
  failure: FormFailure | null;
  isSending: boolean;
}

const FormContext = createContext<FormState>({ failure: null, isSending: false });

type Props = Omit<FormProps, 'className'> & {
  /** Tells a page's forms apart: sent as the hidden field `intent`, and trouble comes back to this form only. */
  intent?: string;
  /** A `useFetcher()` that sends it, for forms that stay on their page. */
  fetcher?: Fetcher & { Form: typeof RouterForm };
  /** Trouble with what an address carries, for forms that are sent by GET. */
  given?: FormFailure | null;
  /** What to say above the fields when sending failed, where the failure's own sentence is not enough. */
  advice?: (failure: FormFailure) => ReactNode;
  /** What fields are called, by name, where the summary of trouble has to say so without any script. */
  labels?: Readonly<Record<string, string>>;
  /** `row` puts fields and button on one line. */
  layout?: 'stack' | 'row' | 'bare';
  children: ReactNode;
};

/**
 * A form that also works before and without any script. Fields inside find their own trouble and what was typed by
 * their name; a summary above links to each.
 */
export function Form({ intent, fetcher, given, advice, labels, layout = 'stack', children, ...rest }: Props) {
  const { failure: sentFailure, isSending } = useFormState(intent, fetcher);
  const failure = given ?? sentFailure;
  const Sender = fetcher?.Form ?? RouterForm;
  return (
    <FormContext value={{ failure, isSending }}>
      <Sender method="post" noValidate className={css.form} data-layout={layout} {...rest}>
        {intent !== undefined && <input type="hidden" name="intent" value={intent} />}
        {failure && (
          <FormErrors failure={failure} {...(labels && { labels })}>
            {advice?.(failure)}
          </FormErrors>
        )}
        {children}
      </Sender>
    </FormContext>
  );
}

/** The state of the form around a field or a button: its failure, if sending it failed, and whether it is under way. */
export function useForm(): FormState {
  return useContext(FormContext);
}

/** The trouble of one field and what was typed into it, by its name. */
export function useFieldState(name: string): { error: string | undefined; typed: string[] | undefined } {
  const { failure } = useForm();
  return {
    error: failure?.problems.find(({ field }) => field === name)?.sentence,
    typed: failure?.typed[name] ?? (failure && Object.keys(failure.typed).length > 0 ? [] : undefined),
  };
}

function useFormState(intent: string | undefined, fetcher: Fetcher | undefined): FormState {
  const fromAction: unknown = useActionData();
  const navigation = useNavigation();
  const answer = (fetcher ? fetcher.data : fromAction) as { failure?: FormFailure } | undefined;
  const failure = answer?.failure ?? null;
  const sent = fetcher ? fetcher : navigation;
  const isSending = sent.state !== 'idle' && (intent === undefined || sent.formData?.get('intent') === intent);
  const isMine = failure && (failure.intent === null || intent === undefined || failure.intent === intent);
  return { failure: isMine ? failure : null, isSending: isSending && sent.formData !== undefined };
}
