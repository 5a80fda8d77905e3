type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** How to put back what was typed into a control; null where it holds what the page was sent with. */
function typedInto(control: Control): (() => void) | null {
  if (control instanceof HTMLSelectElement) {
    const chosen = control.selectedIndex;
    const sent = [...control.options].findIndex(({ defaultSelected }) => defaultSelected);
    return chosen === Math.max(0, sent) ? null : () => (control.selectedIndex = chosen);
  }
  if (control.matches('[type=checkbox], [type=radio]')) {
    const { checked, defaultChecked } = control as HTMLInputElement;
    return checked === defaultChecked ? null : () => ((control as HTMLInputElement).checked = checked);
  }
  const { value, defaultValue } = control;
  return value === defaultValue ? null : () => (control.value = value);
}

/**
 * What somebody typed before the scripts of a page arrived, which the framework would set back to what the page was
 * sent with. To be asked for before the page comes alive.
 * @returns puts it back, telling the page's scripts of it as if it were typed then
 */
export function earlyTyping(document: Document): () => void {
  const controls = document.querySelectorAll<Control>(
    'input:not([type=file], [type=hidden]), textarea, select',
  );
  const kept = [...controls].flatMap((control) => {
    const restore = typedInto(control);
    return restore ? [{ control, restore }] : [];
  });
  return () => {
    for (const { control, restore } of kept) {
      restore();
      for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true }));
    }
  };
}
