//! An officer's correction: one more account, the one that wins.

use super::import::{PlaceFinder, insert, place_member};
use super::merge::{Bucket, Place};
use super::read::Member;
use super::rebuild::rebuild;
use super::{Store, StoreError, read};
use crate::data::{Account, AccountId, Gazetteer, Origin, SourceKind, VisitId};
use rusqlite::Transaction;

impl Store {
    /// Adds an officer's account of a visit. What it says wins over all other accounts, for each field that it
    /// fills; what it leaves empty stays as it was. The visit keeps its number.
    ///
    /// # Errors
    /// Where there is no such visit, a city is not known, or the database fails.
    pub fn correct(
        &mut self,
        visit: VisitId,
        mut account: Account,
        gazetteer: &Gazetteer,
    ) -> Result<AccountId, StoreError> {
        account.source.kind = SourceKind::Officer;
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let members = read::members_of_visit(&transaction, visit)?;
        let anchor =
            members.iter().find(|m| m.placed.corrects.is_none()).ok_or(StoreError::NoVisit(visit))?;
        let corrected: AccountId = anchor.placed.id;
        let bucket: Bucket = anchor.placed.bucket();
        let says_where =
            [&account.host_city, &account.guest_city, &account.host_region, &account.guest_region]
                .into_iter()
                .any(Option::is_some);
        let (host, guest) = if says_where || account.host_country.is_some() || account.guest_country.is_some()
        {
            PlaceFinder::new(gazetteer).place(&account).map_err(StoreError::Correction)?
        } else {
            Default::default()
        };
        let origin = Origin { file: "citybrief".to_owned(), ..Origin::default() };
        let Some(id) = insert(&transaction, &account, &origin, Some(corrected))? else {
            let known = members.iter().rev().find(|m| m.placed.account == account);
            return Ok(known.map_or(corrected, |m| m.placed.id));
        };
        place_member(&transaction, id, &host, &guest)?;
        let told = members.iter().filter(|m| m.placed.corrects.is_none());
        let moved = move_accounts(&transaction, told, &host, &guest)?;
        let buckets: Vec<Bucket> = std::iter::once(bucket).chain(moved.filter(|m| *m != bucket)).collect();
        rebuild(&transaction, &buckets)?;
        transaction.commit()?;
        Ok(id)
    }
}

/// Places the accounts of a visit where the officer says that it took place, so that later accounts of these
/// cities join it; gives the cities where they changed. What the accounts themselves say stays as it is.
fn move_accounts<'m>(
    transaction: &Transaction<'_>,
    told: impl Iterator<Item = &'m Member>,
    host: &Place,
    guest: &Place,
) -> Result<Option<Bucket>, StoreError> {
    let says = |place: &Place| *place != Place::default();
    if !says(host) && !says(guest) {
        return Ok(None);
    }
    let mut moved = None;
    for member in told {
        let place = |corrected: &Place, own: &Place| if says(corrected) { corrected } else { own }.clone();
        let placed = &member.placed;
        let (host, guest) = (place(host, &placed.host), place(guest, &placed.guest));
        place_member(transaction, placed.id, &host, &guest)?;
        moved = Some((host.city, guest.city));
    }
    Ok(moved)
}
