// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

import {Day} from "../../contracts/kernel/types/Day.sol";
import {NOBODY, ParticipantId} from "../../contracts/kernel/types/Ids.sol";
import {IDataCertification} from "../../contracts/modules/data/interfaces/IDataCertification.sol";
import {IDataPreservation} from "../../contracts/modules/data/interfaces/IDataPreservation.sol";
import {IDataRegistry} from "../../contracts/modules/data/interfaces/IDataRegistry.sol";
import {
    AssetId,
    AssetStatus,
    ChallengeId,
    Details,
    FilingId,
    isPersonal,
    ObjectionId,
    RegistrationKind,
    Right,
    Sensitivity,
    Volume
} from "../../contracts/modules/data/types/DataTypes.sol";
import {DataActs} from "./DataActs.sol";

/// @notice What a handler of data assets does with titles: they are registered, reviewed, objected to and certified, changed, corrected and renewed
/// later, pass on, are challenged and cancelled.
abstract contract DataTitles is DataActs {
    /// What was filed on a certificate and is not decided yet.
    struct Later {
        RegistrationKind kind;
        ParticipantId applicant;
        /// Of a change or correction: the new details, encoded.
        bytes details;
    }

    string private constant FILING_RULE = "K-3: something was entered that could not be";

    mapping(AssetId asset => Later) internal laters;
    /// Which asset was the last to be registered with a content.
    mapping(uint256 content => AssetId) private _latest;
    mapping(AssetId asset => mapping(uint256 member => uint256 day)) private _challengedOn;

    // Registration

    /// Content that is registered already is refused while that is live (D-1).
    function register(uint256 seed, uint256 what) external {
        uint256 by = FIRM + (seed % (PROVIDERS + 1));
        if (by == FIRM + PROVIDERS) by = DEPARTMENT;
        uint256 content = _contentFor(what);
        if (mayRegister() || _isTaken(content)) registerAs(by, content, registrationOf(by, content, seed >> 8));
    }

    function review(uint256 seed) external {
        AssetId asset = findAsset(seed, isSubmitted);
        if (!asset.isNoAsset()) reviewAs(asset);
    }

    function certify(uint256 seed) external {
        AssetId asset = findAsset(seed, isRipe);
        if (!asset.isNoAsset()) certifyAs(asset);
    }

    /// While its notice runs or somebody objects, or by who certifies nothing.
    function certifyEarly(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, isReviewed);
        if (asset.isNoAsset()) return;
        uint256 who = isRipe(asset) ? by % BANK : CERTIFIER;
        bool done = callAs(who, address(certification), _certificateFor(asset));
        noteAttack("certifyEarly", done, "K-3: a filing was certified during its notice, or by anyone");
    }

    /// To a filing on notice or a certificate; what is objected is decided at once.
    function object(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, seed % 2 == 0 ? isReviewed : isSelling);
        if (asset.isNoAsset()) return;
        (FilingId filing, ) = certification.openFiling(asset);
        bool toFiling = isReviewed(asset);
        if (toFiling && isRipe(asset)) return;
        Later storage later = laters[asset];
        ParticipantId applicant = later.kind == RegistrationKind.None ? titles[asset].holder : later.applicant;
        uint256 who = otherMember(by, toFiling ? applicant : titles[asset].holder, members[CERTIFIER].id);
        bytes memory data = abi.encodeCall(certification.objectToCertificate, (asset, PROOF));
        if (toFiling) data = abi.encodeCall(certification.objectTo, (filing, PROOF));
        if (ask("object", who, address(certification), data)) _decide(asset, toFiling, by);
    }

    // Certificates

    /// A change, correction or renewal by the holder, and by nobody else.
    function fileLater(uint256 seed, uint256 how, uint256 by) external {
        RegistrationKind kind = RegistrationKind.Change;
        if (how % 3 > 0) kind = how % 3 == 1 ? RegistrationKind.Correction : RegistrationKind.Renewal;
        AssetId asset = findAsset(seed, kind == RegistrationKind.Renewal ? _isToRenew : _isWithoutFiling);
        if (asset.isNoAsset()) asset = findAsset(seed, _isWithoutFiling);
        if (asset.isNoAsset()) return;
        Details memory details = _detailsFor(asset, kind, how >> 8);
        bytes memory data = _filingOf(asset, kind, details);
        uint256 holder = indexOf(titles[asset].holder);
        uint256 other = otherMember(by, titles[asset].holder, NOBODY);
        noteAttack("fileForOthers", callAs(other, address(certification), data), "K-3: another's asset was filed on");
        bool tooFar = kind == RegistrationKind.Correction && digestOf(details) != _correctedOf(asset, details);
        if (tooFar || (kind == RegistrationKind.Renewal && !_isToRenew(asset))) {
            return noteAttack("fileWrongly", callAs(holder, address(certification), data), FILING_RULE);
        }
        if (!act("file", holder, address(certification), data)) return;
        Later storage later = laters[asset];
        (later.kind, later.applicant) = (kind, titles[asset].holder);
        if (kind != RegistrationKind.Renewal) later.details = abi.encode(details);
        noteAttack("fileWrongly", callAs(holder, address(certification), data), "K-3: two filings are open at once");
    }

    /// It is refused, or taken back by who has filed it or holds the asset by now, and by nobody else.
    function endFiling(uint256 seed, uint256 how) external {
        AssetId asset = findAsset(seed, _hasLater);
        if (asset.isNoAsset()) return;
        (FilingId filing, ) = certification.openFiling(asset);
        address desk = address(certification);
        bytes memory data = abi.encodeCall(certification.withdrawFiling, (filing));
        ParticipantId applicant = laters[asset].applicant;
        uint256 other = otherMember(how >> 8, applicant, titles[asset].holder);
        noteAttack("fileForOthers", callAs(other, desk, data), "K-3: another's filing was taken back");
        bool done;
        if (how % 2 == 0) {
            done = ask("withdrawFiling", indexOf(how % 4 == 0 ? applicant : titles[asset].holder), desk, data);
        } else {
            data = abi.encodeCall(certification.refuseFiling, (filing, PROOF));
            done = act("refuseFiling", CERTIFIER, desk, data);
        }
        if (done) delete laters[asset];
    }

    function publish(uint256 seed, uint256 what) external {
        AssetId asset = findAsset(seed, isSellingDynamic);
        if (asset.isNoAsset()) return;
        uint256 by = indexOf(titles[asset].holder);
        uint256 content = _contentFor(what);
        bytes32 salt = bytes32(++serial);
        _seal(by, dataRegistry.versionSealOf(members[by].id, asset, commitmentOf(content), PROOF, salt));
        bytes memory data = abi.encodeCall(dataRegistry.publishVersion, (asset, commitmentOf(content), PROOF, salt));
        if (_mayCommit("publish", by, content, data)) _commit(asset, content);
    }

    /// One right passes on, and no other (D-6).
    function passRight(uint256 seed, uint256 to, uint256 price) external {
        AssetId asset = findAsset(seed, isPledgeable);
        if (asset.isNoAsset()) return;
        Right right = Right(1 + ((seed >> 8) % 3));
        uint256 by = indexOf(rightHolder(asset, right));
        uint256 receiver = FIRM + (to % PROVIDERS);
        if (receiver == by) return;
        uint64 fen = uint64(price % 1_000);
        uint256[] memory expected = balances();
        (bool done, bytes memory result) = answerTo(
            by,
            address(transfers),
            abi.encodeCall(transfers.transferRight, (asset, right, members[receiver].id, fen, Day.wrap(0)))
        );
        if (done) done = callAs(receiver, address(transfers), abi.encodeCall(transfers.sign, (requestOf(result))));
        if (judge("passRight", isActive(by) && isActive(receiver), done)) {
            expected[receiver] -= fen;
            expected[by] += fen;
            setRightHolder(asset, right, members[receiver].id);
        }
        demandBalances(expected, "K-5: a right passed on for another price");
    }

    function cancelAsset(uint256 seed) external {
        if (seed % 4 > 0) return;
        AssetId asset = findAsset(seed >> 8, isCancellable);
        if (asset.isNoAsset()) return;
        uint256 by = indexOf(titles[asset].holder);
        if (act("cancel", by, address(dataRegistry), abi.encodeCall(dataRegistry.cancel, (asset, PROOF)))) end(asset);
    }

    function challenge(uint256 seed, uint256 by) external {
        AssetId asset = findAsset(seed, isSelling);
        if (asset.isNoAsset()) return;
        uint256 version = 1 + (by % contents[asset].length);
        uint256 holder = indexOf(titles[asset].holder);
        uint256 who = otherMember(by, titles[asset].holder, NOBODY);
        if (_challengedOn[asset][who] == dayNow()) return;
        bytes memory data = abi.encodeCall(preservation.challenge, (asset, uint24(version)));
        if (!act("challenge", who, address(preservation), data)) return;
        _challengedOn[asset][who] = dayNow();
        uint256 content = contents[asset][version - 1];
        data = abi.encodeCall(
            preservation.answer,
            (
                ChallengeId.wrap(preservation.challengeCount()),
                IDataPreservation.Opening({root: rootOf(content), chunks: 1}),
                chunkOf(content),
                new bytes32[](0)
            )
        );
        ask("answer", holder, address(preservation), data);
    }

    // Steps

    function registerAs(uint256 by, uint256 content, IDataRegistry.Registration memory r) internal {
        bytes32 salt = bytes32(++serial);
        _seal(by, dataRegistry.sealOf(members[by].id, r, salt));
        if (!_mayCommit("register", by, content, abi.encodeCall(dataRegistry.register, (r, salt)))) return;
        AssetId asset = AssetId.wrap(dataRegistry.assetCount());
        _commit(asset, content);
        Title storage t = titles[asset];
        t.status = AssetStatus.Submitted;
        (t.sensitivity, t.sharing, t.details) = (r.details.sensitivity, r.details.sharing, digestOf(r.details));
        (t.holder, t.processor, t.operator) = (members[by].id, members[by].id, members[by].id);
    }

    function reviewAs(AssetId asset) internal {
        (FilingId filing, ) = certification.openFiling(asset);
        bytes memory data = abi.encodeCall(certification.review, (filing, PROOF));
        bool done = act("review", CERTIFIER, address(certification), data);
        if (done && laters[asset].kind == RegistrationKind.None) titles[asset].status = AssetStatus.MaterialReviewed;
    }

    function certifyAs(AssetId asset) internal {
        Later storage later = laters[asset];
        RegistrationKind kind = later.kind;
        bytes memory details = later.details;
        bool may = kind == RegistrationKind.None || _isEnterable(asset, later);
        bool done = callAs(CERTIFIER, address(certification), _certificateFor(asset));
        if (!may) return noteAttack("enterWrongly", done, FILING_RULE);
        bytes32 name = "certify";
        if (kind != RegistrationKind.None)
            name = kind == RegistrationKind.Renewal ? bytes32("renew") : bytes32("enter");
        if (!judge(name, isActive(CERTIFIER), done)) return;
        delete laters[asset];
        if (details.length == 0) return certifyNow(asset);
        Details memory d = abi.decode(details, (Details));
        (titles[asset].sensitivity, titles[asset].details) = (d.sensitivity, digestOf(d));
    }

    /// It is withdrawn, and with it what was filed on it.
    function end(AssetId asset) internal {
        titles[asset].status = AssetStatus.Withdrawn;
        delete laters[asset];
    }

    function mayRegister() internal view returns (bool) {
        return liveAssets() < MAX_LIVE && dataRegistry.assetCount() < MAX_ASSETS;
    }

    function _seal(uint256 by, bytes32 sealed_) private {
        callAs(by, address(dataRegistry), abi.encodeCall(dataRegistry.seal, (sealed_)));
        skip(1);
    }

    /// D-1, and D-2: what it has licensed exclusively its holder does not escape.
    function _mayCommit(bytes32 name, uint256 by, uint256 content, bytes memory data) private returns (bool) {
        bool taken = _isTaken(content);
        AssetId before = _latest[content];
        bool escapes = titles[before].holder == members[by].id && isExclusive(before);
        bool done = callAs(by, address(dataRegistry), data);
        if (taken) {
            noteAttack("registerTwice", done, "D-1: content of a live asset was registered again");
        } else if (escapes) {
            noteAttack("escapeLicence", done, "D-2: an exclusive licence was escaped by registering content anew");
        } else {
            return judge(name, isActive(by), done);
        }
        return false;
    }

    function _commit(AssetId asset, uint256 content) private {
        if (hasCertificate(_latest[content])) titles[_latest[content]].superseded = true;
        contents[asset].push(content);
        _latest[content] = asset;
    }

    /// The latest objection: by the certifier or, now and then and where that is frozen, by a court.
    function _decide(AssetId asset, bool toFiling, uint256 how) private {
        ObjectionId objection = ObjectionId.wrap(certification.objectionCount());
        bool upheld = how % 8 == 0;
        address desk = address(certification);
        bytes memory data = abi.encodeCall(certification.decideObjection, (objection, upheld, PROOF));
        bool byOrder = how % 5 == 0 || !act("decideObjection", CERTIFIER, desk, data);
        if (byOrder) {
            data = abi.encodeCall(certification.decideObjectionByOrder, (objection, upheld, PROOF));
            must("decideObjection", ordered(desk, data));
        }
        if (!upheld) return;
        Title storage t = titles[asset];
        if (!toFiling) {
            t.status = AssetStatus.Suspended;
            if (byOrder) t.suspendedByOrder = true;
        } else if (laters[asset].kind == RegistrationKind.None) {
            t.status = AssetStatus.Refused;
        } else {
            delete laters[asset];
        }
    }

    function _certificateFor(AssetId asset) private view returns (bytes memory) {
        (FilingId filing, ) = certification.openFiling(asset);
        IDataCertification.CaSignature memory ca;
        bytes memory details = laters[asset].details;
        if (details.length == 0) return abi.encodeCall(certification.certify, (filing, ca));
        return abi.encodeCall(certification.certifyDetails, (filing, abi.decode(details, (Details)), ca));
    }

    function _filingOf(
        AssetId asset,
        RegistrationKind kind,
        Details memory details
    ) private view returns (bytes memory) {
        if (kind == RegistrationKind.Renewal) return abi.encodeCall(certification.fileRenewal, (asset, PROOF));
        if (kind == RegistrationKind.Change) return abi.encodeCall(certification.fileChange, (asset, details, PROOF));
        return abi.encodeCall(certification.fileCorrection, (asset, details, PROOF));
    }

    /// Of a change often other shares, and another class of persons' data. A correction leaves both alone, as a rule.
    function _detailsFor(AssetId asset, RegistrationKind kind, uint256 seed) private view returns (Details memory d) {
        (d.schema, d.source, d.volume) = (bytes32(seed | 1), PROOF, Volume(1 + (seed % 4)));
        (d.sensitivity, d.sharing) = (titles[asset].sensitivity, titles[asset].sharing);
        d.shares = dataRegistry.sharesOf(asset);
        if (kind == RegistrationKind.Correction && seed % 5 > 0) return d;
        if (seed % 3 > 0) d.shares = sharesFrom(seed >> 8);
        if (!isPersonal(d.sensitivity) || (seed >> 4) % 2 == 0) return d;
        bool sensitive = d.sensitivity == Sensitivity.SensitivePersonal;
        d.sensitivity = sensitive ? Sensitivity.Personal : Sensitivity.SensitivePersonal;
    }

    /// What a correction to these details may enter.
    function _correctedOf(AssetId asset, Details memory d) private view returns (bytes32) {
        // A copy: memory is shared else.
        Details memory most = abi.decode(abi.encode(d), (Details));
        (most.sensitivity, most.sharing) = (titles[asset].sensitivity, titles[asset].sharing);
        most.shares = dataRegistry.sharesOf(asset);
        return digestOf(most);
    }

    /// Whether what was filed could be entered now: its applicant holds the asset yet; a renewal is in time; nothing freezes details, nor a pledge
    /// shares.
    function _isEnterable(AssetId asset, Later storage later) private view returns (bool) {
        if (later.applicant != titles[asset].holder) return false;
        if (later.kind == RegistrationKind.Renewal) return _isInTime(asset);
        Details memory d = abi.decode(later.details, (Details));
        bool sameShares = keccak256(abi.encode(d.shares)) == keccak256(abi.encode(dataRegistry.sharesOf(asset)));
        return !isFrozenAsset(asset) && (sameShares || !isPledged(asset));
    }

    function _isInTime(AssetId asset) private view returns (bool) {
        Title storage t = titles[asset];
        return t.status == AssetStatus.Certified && dayNow() + RENEWAL >= t.lastDay && isLiveAsset(asset);
    }

    function _isWithoutFiling(AssetId asset) private view returns (bool) {
        return hasCertificate(asset) && laters[asset].kind == RegistrationKind.None;
    }

    function _isToRenew(AssetId asset) private view returns (bool) {
        return _isWithoutFiling(asset) && _isInTime(asset);
    }

    function _hasLater(AssetId asset) private view returns (bool) {
        return laters[asset].kind != RegistrationKind.None;
    }

    /// Of a live asset as often as not.
    function _contentFor(uint256 what) private view returns (uint256) {
        AssetId asset = findAsset(what >> 8, isAlive);
        if (what % 2 == 0 && !asset.isNoAsset()) return contents[asset][(what >> 40) % contents[asset].length];
        return 1 + ((what >> 8) % CONTENTS);
    }

    function _isTaken(uint256 content) private view returns (bool) {
        for (uint32 i = 1; i <= dataRegistry.assetCount(); ++i) {
            AssetId asset = AssetId.wrap(i);
            for (uint256 j; isLiveAsset(asset) && j < contents[asset].length; ++j) {
                if (contents[asset][j] == content) return true;
            }
        }
        return false;
    }
}
