from hoshin.kernel.registry import Module

MODULE = Module(key="site", label="公開サイト", urls="hoshin.site.urls")
