"""The design system: tokens, page shells, components and SVG charts. It knows no domain and imports none of ours."""
