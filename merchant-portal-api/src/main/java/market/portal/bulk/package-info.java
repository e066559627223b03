/**
 * Goods in files: tables are read within bounds, checked, and written in parts that a killed engine resumes; and written out
 * again. Tables: schema {@code portal}.
 */
@NullMarked
package market.portal.bulk;

import org.jspecify.annotations.NullMarked;
