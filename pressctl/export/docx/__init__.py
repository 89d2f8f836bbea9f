"""The release as a Word document: `render.render_docx` sets a composed sheet on the office's template.

The only room that writes with python-docx and lxml. Its modules, from the page inwards:

- `render`: the order of the page; `package`: the template opened, properties and settings, the sealed bytes.
- `admission`, `tidying`, `lending`: an office's own template let in, emptied of what must not get out, given what it
  lacks; `inspection`: all of that said, for `pressctl layout check`.
- `pages`: the kinds of pages with their headers and footers, the office's own among them.
- `furniture`: letterhead, running line, footer; `matter`: sections, boilerplates, pictures, media contacts.
- `blocks`: the blocks of the release; `tables`, `pictures`, `numbering`: what they need; `inline`: words and links.
- `stylebook`: our style names and what a template must hold; `direction`: right to left; `fields`: page numbers.
- `bookmarks`: hidden names by which a reviewed copy is led back to the source (`anchors`, `bookmark_name`).
- `galley`: what every setter shares; `elements`: WordprocessingML elements, children in the schema's order.
"""
