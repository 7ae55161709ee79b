/** Device identity: the Ed25519 key pair that a client or node proves itself with. */
@NullMarked
package org.pilothouse.protocol.identity;

import org.jspecify.annotations.NullMarked;
