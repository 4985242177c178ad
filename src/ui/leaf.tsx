/** The mark of the house, in the colour of the text around it; `icons/leaf.svg` is its other copy. */
export const Leaf = () => (
  <svg class="leaf" viewBox="0 0 32 32" aria-hidden="true">
    <path class="leaf-stem" d="M16 25v5.4" />
    <path
      class="leaf-blade"
      d="M16 1.4C19.9 1.4 21.8 5.2 20.7 10.3C22.6 7.2 26.9 6.1 28.9 8.3C30.9 10.6 28.8 15.6 24.9 17.5C28.4 16.7 31.4 18.8 30.7 21.8C29.8 25.7 23.9 27.6 16 26.2C8.1 27.6 2.2 25.7 1.3 21.8C0.6 18.8 3.6 16.7 7.1 17.5C3.2 15.6 1.1 10.6 3.1 8.3C5.1 6.1 9.4 7.2 11.3 10.3C10.2 5.2 12.1 1.4 16 1.4Z"
    />
    <path
      class="leaf-veins"
      d="M16 7.5v17M16 20.5l8-8M16 20.5l-8-8M16.3 24.3l8.7-2.4M15.7 24.3 7 21.9"
    />
  </svg>
);
