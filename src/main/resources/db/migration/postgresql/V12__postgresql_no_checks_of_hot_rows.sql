-- Each of these checks is a query for each row, and locks the row that it finds: all deliveries to one endpoint lock its row.
-- A delivery is written in the transaction that writes its message, to an endpoint that was just read, and endpoints are never
-- removed; an attempt is written in the transaction that locks its delivery; retention removes attempts, deliveries and message
-- together.
ALTER TABLE delivery DROP CONSTRAINT delivery_message_id_fkey;
ALTER TABLE delivery DROP CONSTRAINT delivery_endpoint_id_fkey;
ALTER TABLE attempt DROP CONSTRAINT attempt_delivery_id_fkey;
