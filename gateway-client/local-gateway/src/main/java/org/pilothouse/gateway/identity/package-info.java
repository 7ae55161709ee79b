/** Who may do what: identities, their tokens, and the table of what each route and operation needs. */
@NullMarked
package org.pilothouse.gateway.identity;

import org.jspecify.annotations.NullMarked;
