"""The release as a tagged PDF (PDF/UA-1), set by typst on the office's layout.

- `render`: the layout, the fonts and the pictures laid out in a room of their own, and the file that comes out.
- `matter`: a sheet as the data that a layout reads; release text is data there, never mark-up.
- `fonts`: the families that pressctl brings, and which character of a sheet none of them has.
"""
