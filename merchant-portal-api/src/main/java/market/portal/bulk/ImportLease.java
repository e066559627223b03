package market.portal.bulk;

import java.util.UUID;

/**
 * The right to work on an import for a while.
 *
 * @param token of this copy and this time: whoever lost the import cannot write on
 */
record ImportLease(ProductImport work, UUID token) {}
