// The look for work in the sun: black on white, chosen by the officer and kept on the phone.
import { useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';

const KEY = 'cong-an-toan-sun';

/** `isHigh` says that the look for the sun is on; with it the pages are light, and afterwards as they were. */
export function useContrast(): { isHigh: boolean; toggle: () => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [before, setBefore] = useState(() => localStorage.getItem(KEY));
  const toggle = () => {
    if (before === null) {
      localStorage.setItem(KEY, colorScheme);
      setBefore(colorScheme);
      setColorScheme('light');
    } else {
      localStorage.removeItem(KEY);
      setBefore(null);
      setColorScheme(before === 'dark' || before === 'light' ? before : 'auto');
    }
  };
  return { isHigh: before !== null, toggle };
}
