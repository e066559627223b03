(function () {
  "use strict";
  var page = document.body.dataset;

  function fetcher(request, options) {
    return fetch(page.endpoint, {
      method: "POST",
      headers: Object.assign(
        {
          "Content-Type": "application/json",
          Accept: "application/graphql-response+json, application/json;q=0.9",
          "Accept-Language": page.language,
        },
        (options && options.headers) || {}
      ),
      body: JSON.stringify(request),
    }).then(function (response) {
      return response.json();
    });
  }

  function tab(example) {
    return {
      query: example.query,
      variables: JSON.stringify(example.variables, null, 2),
      headers: example.headers ? JSON.stringify(example.headers, null, 2) : undefined,
    };
  }

  // Each surface and language keeps tabs of its own; nothing of one is sent to another.
  function storage(prefix) {
    return {
      getItem: function (key) { return localStorage.getItem(prefix + key); },
      setItem: function (key, value) { localStorage.setItem(prefix + key, value); },
      removeItem: function (key) { localStorage.removeItem(prefix + key); },
      clear: function () {},
      length: 0,
    };
  }

  fetch(page.examples)
    .then(function (response) { return response.json(); })
    .then(function (examples) {
      ReactDOM.createRoot(document.getElementById("explorer")).render(
        React.createElement(GraphiQL, {
          fetcher: fetcher,
          defaultTabs: examples.map(tab),
          shouldPersistHeaders: false,
          storage: storage(page.endpoint + page.language),
        })
      );
    });
})();
