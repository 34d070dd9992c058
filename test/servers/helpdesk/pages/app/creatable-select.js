import { element } from './dom.js';
import { word } from './words.js';

const searchMs = 100;
const addressShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * A box for several values in which new ones can be typed: react-select's Creatable in markup and manners. Like React
 * it does not notice a value that was set past it, and like React it may replace all its elements and keep its state.
 */
export function createCreatableSelect({ number, name, suggestions }) {
  const state = { values: [], text: '', options: [], isOpen: false, focused: 0 };
  const prefix = `react-select-${number}`;
  const holder = element('div', { class: 'Select css-2b097c-container' });
  let input = null;
  let search = 0;

  function mount() {
    // A browser tells an element that it loses the focus when it is taken out; that is not the agent leaving.
    input?.removeEventListener('focusout', onBlur);
    input = element('input', {
      id: `${prefix}-input`,
      class: 'Select__input',
      role: 'combobox',
      type: 'text',
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-autocomplete': 'list',
      'aria-haspopup': 'true',
    });
    track(input, state.text);
    input.addEventListener('input', onInput);
    input.addEventListener('keydown', onKeyDown);
    input.addEventListener('focusout', onBlur);
    const parts = {
      values: element('div', { class: 'Select__value-container Select__value-container--is-multi' }),
      menu: element('div', { class: 'Select__menu-holder' }),
      hidden: element('input', { type: 'hidden', name }),
    };
    holder.replaceChildren(element('div', { class: 'Select__control' }, parts.values), parts.menu, parts.hidden);
    parts.values.append(input);
    holder.parts = parts;
    draw();
  }

  function draw() {
    const { values, menu, hidden } = holder.parts;
    for (const chip of [...values.children].filter((child) => child !== input)) chip.remove();
    input.before(...state.values.map(chipOf));
    if (state.values.length === 0 && state.text === '')
      input.before(element('div', { class: 'Select__placeholder' }, word('select')));
    hidden.value = state.values.join(',');
    input.setAttribute('aria-expanded', String(state.isOpen));
    menu.replaceChildren(...(state.isOpen ? [menuOf()] : []));
    if (state.isOpen) input.setAttribute('aria-controls', `${prefix}-listbox`);
    else input.removeAttribute('aria-controls');
  }

  function chipOf(value) {
    const remove = () => change(() => state.values.splice(state.values.indexOf(value), 1));
    return element(
      'div',
      { class: 'Select__multi-value' },
      element('div', { class: 'Select__multi-value__label' }, value),
      element(
        'div',
        { class: 'Select__multi-value__remove', role: 'button', 'aria-label': word('remove', value), onclick: remove },
        '×',
      ),
    );
  }

  function menuOf() {
    const options = state.options.map((option, index) =>
      element(
        'div',
        {
          id: `${prefix}-option-${index}`,
          class: `Select__option${index === state.focused ? ' Select__option--is-focused' : ''}`,
          role: 'option',
          'aria-selected': 'false',
          onmousedown: (event) => {
            event.preventDefault();
            take(option);
          },
        },
        option.label,
      ),
    );
    if (options.length > 0)
      return element(
        'div',
        { class: 'Select__menu', id: `${prefix}-listbox`, role: 'listbox', 'aria-label': word('otherAttendees') },
        ...options,
      );
    return element('div', { class: 'Select__menu', id: `${prefix}-listbox` }, word('noOptions'));
  }

  function change(act) {
    act();
    draw();
  }

  function onInput() {
    // React compares with the value that it knows: a value set through its own setter is no news to it.
    if (input.knownValue() === input.value) return;
    setText(input.value);
    search += 1;
    const own = search;
    setTimeout(() => {
      if (own !== search || state.text === '') return;
      change(() => {
        state.options = optionsFor(state.text.trim());
        state.focused = 0;
        state.isOpen = true;
      });
    }, searchMs);
  }

  function optionsFor(text) {
    const found = suggestions
      .filter(({ email }) => email.toLowerCase().includes(text.toLowerCase()) && !state.values.includes(email))
      .map(({ name: person, email }) => ({ value: email, label: `${person} <${email}>` }));
    const isNew = addressShape.test(text) && !state.values.includes(text) && !found.some(({ value }) => value === text);
    return isNew ? [...found, { value: text, label: word('create', text) }] : found;
  }

  function onKeyDown(event) {
    if (event.key === 'Enter' && state.isOpen && state.options.length > 0) {
      event.preventDefault();
      take(state.options[state.focused]);
    } else if (event.key === 'ArrowDown' && state.isOpen) {
      event.preventDefault();
      change(() => {
        state.focused = (state.focused + 1) % Math.max(1, state.options.length);
      });
    } else if (event.key === 'Backspace' && state.text === '' && state.values.length > 0) {
      change(() => state.values.pop());
    }
  }

  function onBlur() {
    change(() => {
      setText('');
      close();
    });
  }

  function take({ value }) {
    change(() => {
      state.values.push(value);
      setText('');
      close();
    });
  }

  function close() {
    state.isOpen = false;
    state.options = [];
  }

  function setText(text) {
    state.text = text;
    input.remember(text);
  }

  mount();
  return {
    holder,
    values: () => [...state.values],
    /** As after a change of React's keys: all elements are new, focus and state are kept. */
    remount() {
      const hadFocus = document.activeElement === input;
      mount();
      if (hadFocus) input.focus();
    },
  };
}

/** React's way to know whether an input event brings news: it remembers what was set through the element's own property. */
function track(input, initial) {
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
  let seen = initial;
  native.set.call(input, initial);
  Object.defineProperty(input, 'value', {
    configurable: true,
    get() {
      return native.get.call(input);
    },
    set(value) {
      seen = String(value);
      native.set.call(input, value);
    },
  });
  input.knownValue = () => seen;
  input.remember = (value) => {
    seen = value;
    if (native.get.call(input) !== value) native.set.call(input, value);
  };
}
