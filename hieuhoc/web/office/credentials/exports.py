"""Lists of this area that are taken along as files."""

from hieuhoc.web.office.credentials.model_papers import merged

EXPORTS = {"credentials.model_certificates": merged}
