// <a data-go-back="60" href="…">: a screen many share goes there by itself, so that the next one sees nothing of the last.
const way = document.querySelector("a[data-go-back]");
if (way) setTimeout(() => location.replace(way.href), Number(way.dataset.goBack) * 1000);
