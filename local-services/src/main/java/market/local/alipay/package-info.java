/**
 * A payment institution on the loopback address that signs, verifies and notifies as Alipay's gateway does, for
 * development and tests.
 *
 * <p>The door is {@link market.local.alipay.AlipayGateway}. It shares no code with the engine's payment side and uses no
 * class of Alipay's SDK, so that a mistake about the protocol cannot be made twice in the same way and cancel out. Its
 * trades are kept in a journal: a killed gateway finds them again, as the real one would.
 */
@NullMarked
package market.local.alipay;

import org.jspecify.annotations.NullMarked;
