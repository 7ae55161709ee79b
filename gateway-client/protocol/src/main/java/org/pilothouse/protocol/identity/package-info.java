/** Who somebody is: device keys, identities with roles and scopes, and the tokens that stand for them. */
@NullMarked
package org.pilothouse.protocol.identity;

import org.jspecify.annotations.NullMarked;
