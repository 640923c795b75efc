import 'react';

declare module 'react' {
  interface ButtonHTMLAttributes<T> {
    /** The id of the dialog or popover that this button commands (HTML standard, invoker commands). */
    commandfor?: string;
    command?: 'show-modal' | 'close' | 'request-close' | 'toggle-popover' | 'show-popover' | 'hide-popover';
  }
}
