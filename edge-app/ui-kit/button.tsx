import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import './button.css';

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type'> {
  /** 'primary': the one next step. 'danger': takes something away. 'quiet': without a frame. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet';
  readonly icon?: IconName;
  /** Sent and not answered yet: the touch is acknowledged at once and a second touch does nothing. */
  readonly waiting?: boolean;
  readonly children?: ReactNode;
}

export function Button({ look = 'plain', icon, waiting = false, children, className = '', disabled, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest} type="button" className={`button button-${look} ${className}`} aria-busy={waiting || undefined} aria-disabled={disabled || waiting || undefined}
      onClick={(event) => { if (!disabled && !waiting) onClick?.(event); }}
    >
      {icon && <Icon name={icon} />}
      {children !== undefined && <span className="button-words">{children}</span>}
    </button>
  );
}
