// Which of the two entries this page is.
export const isPhone = location.pathname.startsWith('/m/')
