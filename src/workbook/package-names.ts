/** The part that says of what kind all others are. */
export const contentTypes = "[Content_Types].xml";

/** What the names of relations between the parts of a workbook begin with. */
export const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** What the kinds of the parts of a workbook begin with. */
export const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** The names of the elements of a workbook. */
export const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** What stands in front of every part. */
export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
