type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * What stands in the controls of a page, typed perhaps before its scripts arrived: waking up the page sets them back to
 * what it was sent with. To be asked for before the page wakes up.
 * @returns puts it back where it was changed, telling the page's scripts of it as if it were typed then
 */
export function earlyTyping(document: Document): () => void {
  const controls = document.querySelectorAll<Control>(
    'input:not([type=file], [type=hidden]), textarea, select',
  );
  const before = [...controls].map((control) => ({
    control,
    value: control.value,
    checked: isChecked(control),
  }));
  return () => {
    for (const { control, value, checked } of before) {
      if (control.value === value && isChecked(control) === checked) continue;
      control.value = value;
      if (control instanceof HTMLInputElement) control.checked = checked;
      for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true }));
    }
  };
}

const isChecked = (control: Control) => control instanceof HTMLInputElement && control.checked;
