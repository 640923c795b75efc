import { useNavigation } from 'react-router';

/** Which of a form's buttons was pressed and is still under way: `isSending('check')`, by the button's `name="intent"`. */
export function useIntent(): { isSending(intent: string): boolean } {
  const { formData } = useNavigation();
  return { isSending: (intent) => formData?.get('intent') === intent };
}
