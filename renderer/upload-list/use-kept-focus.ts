import { useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react'

/**
 * Says whether the focus stays in the element that listens, or comes back to it with the window. React keeps silent
 * about an element that it takes away itself, so any other blur is the user leaving.
 */
export const staysWithin = (event: FocusEvent): boolean =>
  event.currentTarget.contains(event.relatedTarget) || !document.hasFocus()

/**
 * Keeps the focus in an element when the button that had it vanishes: the element itself takes it. Spread what it
 * gives onto that element.
 */
export function useKeptFocus(element: RefObject<HTMLElement | null>) {
  const isWithin = useRef(false)

  // After each render, because any of them may have taken the button away.
  useLayoutEffect(() => {
    if (isWithin.current && document.activeElement === document.body) {
      element.current?.focus({ preventScroll: true })
    }
  })

  return {
    onFocus: () => {
      isWithin.current = true
    },
    onBlur: (event: FocusEvent) => {
      isWithin.current = staysWithin(event)
    },
  }
}
