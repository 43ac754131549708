import Tables
func renderLaTeX(_ answer: Answer, _ options: RenderOptions) -> String { "" }
func latexStatementLine(_ provenance: Provenance) -> String { "" }
