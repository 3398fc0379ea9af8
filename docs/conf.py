"""How the site of the guides is built; `docs/build.py` calls Sphinx with it."""

project = "CoP Steward"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = project
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
myst_heading_anchors = 3
html_theme_options = {"footer_icons": []}
