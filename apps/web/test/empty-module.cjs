// Stands for stylesheets in component tests.
module.exports = {};
