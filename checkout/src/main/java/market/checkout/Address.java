package market.checkout;

/**
 * Where to deliver. Personal data: kept with the order, never logged.
 *
 * @param regionCode GB/T 2260 code of the county, or deeper
 * @param regionPath names from the province down, as they were called when the order was placed
 */
public record Address(String name, String phone, String regionCode, String regionPath, String line) {}
