DROP TABLE suspended_addresses;
